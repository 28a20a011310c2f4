/** Why a request was not sent, or its response not taken. */
export class NetworkRefusal extends Error {
  readonly kind: 'left-target' | 'not-sent' | 'overloaded' | 'too-large' | 'timeout' | 'unasked';

  constructor(kind: NetworkRefusal['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
