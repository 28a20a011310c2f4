/** What `cors-conformance explain --message` does: explains what a browser has printed in its console. */
import { spec } from '../../../spec/index.ts';
import { jsonText } from '../../output/json-text.ts';
import { coloursFor } from '../../output/terminal.ts';
import { toolVersion } from '../../output/tool-version.ts';
import { explainMessages, longestText } from './explain-messages.ts';
import { messagesText } from './messages-text.ts';

/** @param message a text, or `-` for standard input
 *  @returns the exit code: 1 if CORS refused a fetch, 2 if the text does not say so */
export async function printMessages(message: string, report: 'text' | 'json'): Promise<number> {
  const explained = explainMessages(message === '-' ? await readInput() : message);
  const exitCode = explained.refusals.length > 0 ? 1 : 2;
  process.stdout.write(
    report === 'json'
      ? jsonText({
          version: 1,
          tool: { name: 'cors-conformance', version: toolVersion },
          standard: { url: spec.url, commit: spec.commit, date: spec.date },
          exitCode,
          ...explained,
        })
      : messagesText(explained, coloursFor(process.stdout)),
  );
  return exitCode;
}

/** As much as is explained. */
async function readInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.length >= longestText) break;
  }
  return text;
}
