/** The first page is small, and quick on a slow phone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { builtFolder } from '../config.ts';
import { launch } from './browsers.ts';
import { serveSite } from './static-server.ts';

const assets = join(builtFolder, 'assets');

function compressed(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

describe('the first page', () => {
  const html = readFileSync(join(builtFolder, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(
    ([, path = '']) => join(builtFolder, path),
  );

  it('loads less than 100 kB of compressed script', function () {
    const bytes = scripts.reduce((sum, path) => sum + compressed(path), 0);
    if (this.test !== undefined) this.test.title += `: ${(bytes / 1000).toFixed(1)} kB`;
    expect(scripts).not.to.be.empty;
    expect(bytes).to.be.below(100_000);
  });

  it('has no script of its own, and allows none', () => {
    expect(html).not.to.match(/<script(?![^>]* src=)/);
    expect(html).not.to.match(/ (on[a-z]+|style)=/);
    expect(html).to.include("default-src 'none'; script-src 'self'");
    expect(html).not.to.match(/(src|href)="(https?:)?\/\//);
  });

  it('has no code that writes markup from text', () => {
    for (const file of readdirSync(assets).filter((name) => name.endsWith('.js'))) {
      const code = readFileSync(join(assets, file), 'utf8');
      const writers = code.match(
        /\.(outerHTML|insertAdjacentHTML|write)\b|\beval\(|new Function\(/g,
      );
      expect(writers, file).to.equal(null);
    }
  });

  it('can be used within a second on a processor that is four times slower', async function () {
    const server = await serveSite();
    const browser = await launch('chromium');
    try {
      const times: number[] = [];
      for (let run = 0; run < 3; run += 1) {
        const context = await browser.createBrowserContext();
        const page = await context.newPage();
        await page.emulateCPUThrottling(4);
        await page.goto(server.url);
        await page.waitForSelector('.question input');
        times.push(
          await page.evaluate(() => {
            const [paint] = performance.getEntriesByName('first-contentful-paint');
            const [ready] = performance.getEntriesByName('ready');
            return Math.max(paint?.startTime ?? 0, ready?.startTime ?? Number.POSITIVE_INFINITY);
          }),
        );
        await context.close();
      }
      const best = Math.min(...times);
      if (this.test !== undefined) this.test.title += `: ${best.toFixed(0)} ms`;
      expect(best).to.be.below(1000);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
