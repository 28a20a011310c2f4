/** Preloaded into a process: tells its peak memory, in bytes, when it ends, and ends it before it takes
 *  the memory of the whole machine. */
import { readFileSync, writeSync } from 'node:fs';

const limit = 1024 ** 3;

process.on('exit', () => {
  try {
    writeSync(3, String(peak()));
  } catch {
    // Nobody reads it.
  }
});

setInterval(() => {
  if (process.memoryUsage.rss() > limit) process.exit(99);
}, 50).unref();

/** On Linux, `maxRSS` includes what the parent had when it started the process. */
function peak() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
