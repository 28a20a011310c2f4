/** What `import … from 'cors-conformance/corpus'` gives: the cases, as data with types. */
export * from './exchanges.ts';
export * from './scripted-server.ts';
export * from './servers/index.ts';
export * from './vectors.ts';
