import { Notification } from 'electron';
import type { Notifications } from '../../services/ports/host.ts';

export class ElectronNotifications implements Notifications {
  show(notice: { title: string; body: string }): void {
    if (Notification.isSupported()) new Notification(notice).show();
  }
}
