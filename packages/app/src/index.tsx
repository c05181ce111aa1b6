import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import App from './App';
import './modules/theme/tokens.css';
import './modules/theme/controls.css';

ReactDOM.createRoot(document.getElementById('root')!).render(App.createRoot());
