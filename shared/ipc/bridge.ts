import type { Result } from '../errors/app-error.ts';
import type { CommandName, EventName, Input, Output, Payload } from './contract.ts';

/** The one object the renderer knows. A host puts it on `window.bridge` before the page's script runs. */
export interface Bridge {
  invoke<N extends CommandName>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  /** Answers its own undo. */
  subscribe<N extends EventName>(name: N, listener: (payload: Payload<N>) => void): () => void;
}
