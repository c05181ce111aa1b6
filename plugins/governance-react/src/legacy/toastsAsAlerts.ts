import { AlertMessage, ToastApi } from '@backstage/frontend-plugin-api';
import { isValidElement, ReactNode } from 'react';

/** What is to be read of an element, in one line. */
function textOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(textOf).join('');
  if (isValidElement<{ children?: ReactNode }>(node)) {
    return textOf(node.props.children);
  }
  return typeof node === 'string' || typeof node === 'number' ? `${node}` : '';
}

const severityOf = {
  neutral: 'info',
  info: 'info',
  success: 'success',
  warning: 'warning',
  danger: 'error',
} as const;

/** Toasts as alerts, which is what an app of the old frontend system shows. */
export function toastsAsAlerts(alerts: {
  post(alert: AlertMessage): void;
}): ToastApi {
  return {
    post({ title, description, status = 'success', timeout }) {
      alerts.post({
        message: [title, description].map(textOf).filter(Boolean).join(' '),
        severity: severityOf[status],
        display: timeout === undefined ? 'permanent' : 'transient',
      });
      // An alert cannot be taken back; it goes by itself or by its button.
      return { close() {} };
    },
  };
}
