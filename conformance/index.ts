/** The module `cors-conformance/corpus`: the cases as typed data. */
export * from './exchanges.ts';
export * from './messages.ts';
export * from './scripted-server.ts';
export * from './servers/index.ts';
export * from './vectors.ts';
