/** Marionette, the remote control that is built into Firefox: JSON on a socket, with its length in front. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received: Buffer = Buffer.alloc(0);
  #count = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox is gone'));
    });
  }

  /** Starts a session, and waits for a Firefox that has just been started. */
  static async connect(port: number): Promise<Marionette> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const marionette = new Marionette(await openSocket(port));
        await marionette.send('WebDriver:NewSession', {});
        return marionette;
      } catch (error) {
        if (attempt === 100) throw error;
        await sleep(300);
      }
    }
  }

  /** Runs a script with the rights of the browser itself. */
  async runPrivileged(script: string): Promise<unknown> {
    await this.send('Marionette:SetContext', { value: 'chrome' });
    const result = await this.send('WebDriver:ExecuteScript', { script, args: [] });
    return (result as { value: unknown }).value;
  }

  send(command: string, parameters: unknown): Promise<unknown> {
    this.#count += 1;
    const id = this.#count;
    const text = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon === -1) return;
      const end = colon + 1 + Number(this.#received.toString('latin1', 0, colon));
      if (this.#received.length < end) return;
      const message = JSON.parse(this.#received.toString('utf8', colon + 1, end));
      this.#received = this.#received.subarray(end);
      if (Array.isArray(message)) this.#settle(message);
    }
  }

  #settle([, id, error, result]: unknown[]): void {
    const waiting = this.#waiting.get(id as number);
    this.#waiting.delete(id as number);
    if (error === null) waiting?.resolve(result);
    else waiting?.reject(new Error((error as { message: string }).message));
  }
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    // It greets first.
    socket.once('connect', () => resolve(socket));
  });
}
