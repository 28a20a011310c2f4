/** Puts the data of the pages beside the site: as files of a build, and from memory in development. */
import type { Plugin } from 'vite';

export function dataPlugin(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'site-data',
    generateBundle() {
      for (const [fileName, source] of files) this.emitFile({ type: 'asset', fileName, source });
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = (request.url ?? '').replace(/^\/|\?.*$/g, '');
        const text = files.get(path);
        if (text === undefined) {
          // Otherwise Vite would answer with the page.
          if (!/^data\/.*\.json$/.test(path)) return next();
          response.statusCode = 404;
          return response.end();
        }
        response.setHeader(
          'Content-Type',
          path.endsWith('.svg') ? 'image/svg+xml' : 'application/json',
        );
        response.end(text);
      });
    },
  };
}
