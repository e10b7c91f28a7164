import type { EventName, Payload } from '../../../shared/ipc/contract.ts';

/** Sends small facts to every open window; on any of them the renderer reads again. */
export interface EventPublisher {
  publish<N extends EventName>(name: N, payload: Payload<N>): void;
}
