import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readCapabilities } from './capabilities.ts';

describe('readCapabilities', () => {
  const folder = mkdtempSync(join(tmpdir(), 'capabilities-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'caps.json');

  for (const [content, mistake] of [
    ['{"browserName": "chrome", "a"', 'not JSON: '],
    ['["chrome"]', 'write a JSON object, such as {"browserName": "chrome"}'],
    ['null', 'write a JSON object, such as {"browserName": "chrome"}'],
    ['{"browserVersion": "1"}', 'browserName: name the browser, such as "chrome"'],
    ['{"browserName": ""}', 'browserName: name the browser, such as "chrome"'],
    [
      '{"browserName": "chrome", "chromeOptions": {}}',
      'chromeOptions: WebDriver has no such capability: those of a browser have a prefix, as in goog:chromeOptions',
    ],
  ] as const) {
    it(`refuses ${content}`, async () => {
      writeFileSync(file, content);
      const line = await readCapabilities(file).then(
        () => null,
        (error: Error) => error.message,
      );
      expect(line).to.satisfy(
        (each: string) => each.startsWith(`${file}: ${mistake}`),
        String(line),
      );
    });
  }

  const examples = fileURLToPath(new URL('capabilities/', import.meta.url));
  for (const name of readdirSync(examples)) {
    it(`takes ${name}`, async () => {
      const { browserName } = await readCapabilities(join(examples, name));
      expect(browserName).to.be.a('string');
    });
  }
});
