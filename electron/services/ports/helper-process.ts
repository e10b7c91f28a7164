/** A killable child that speaks in structured-clone messages: utilityProcess in Electron, fork elsewhere. */
export interface HelperProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the child is gone for whatever reason. */
  onExit(listener: () => void): void;
  kill(): void;
}

export interface HelperProcessLauncher {
  /** `entry` is a name the host maps to a file: the helper's source or its bundle. */
  launch(entry: 'keychain-helper'): HelperProcess;
}
