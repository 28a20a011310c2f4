/** Starts the case server where the user says. */
import { InputError } from '../../output/input-error.ts';
import { messageOf } from '../../output/message-of.ts';
import { CaseServer } from './case-server.ts';
import type { Protocol } from './protocols.ts';

/** @throws InputError if it cannot listen there */
export function startCaseServer(
  host?: string,
  protocol?: Protocol,
  firstPort?: number,
): Promise<CaseServer> {
  return CaseServer.start(host, protocol, firstPort).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (firstPort !== undefined && (code === 'EADDRINUSE' || code === 'EACCES')) {
      throw new InputError(
        `--public-url: this machine cannot listen on all ports from ${firstPort} to ${firstPort + 3} (${messageOf(error)}): name another port`,
      );
    }
    if (host === undefined) throw error;
    throw new InputError(
      `--host ${host}: this machine cannot listen there (${messageOf(error)}): name one of its addresses, or 0.0.0.0 for all`,
    );
  });
}
