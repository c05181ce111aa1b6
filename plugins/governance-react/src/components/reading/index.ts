export { Code } from './Code';
export { DownloadButton } from './DownloadButton';
export { Facts } from './Facts';
