/** Why a request was not sent, or its response not taken. */
export class NetworkRefusal extends Error {
  readonly kind: 'left-target' | 'not-sent' | 'overloaded' | 'too-large' | 'timeout' | 'unasked';

  constructor(kind: NetworkRefusal['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const unsentKinds: readonly NetworkRefusal['kind'][] = ['left-target', 'not-sent'];

/** Whether the request of an exchange was sent, whatever became of it. */
export function wasSent({ cause }: { readonly cause?: unknown }): boolean {
  return !(cause instanceof NetworkRefusal && unsentKinds.includes(cause.kind));
}
