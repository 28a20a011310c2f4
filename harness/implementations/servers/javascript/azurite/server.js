/** Azurite, the emulator of Azure Storage: a public blob, under the CORS rule of its Blob service.
 *  3.35 is the last version that runs on Node.js 20. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { BlobServerFactory } from 'azurite/dist/src/blob/BlobServerFactory.js';
import {
  EMULATOR_ACCOUNT_KEY_STR,
  EMULATOR_ACCOUNT_NAME,
} from 'azurite/dist/src/blob/utils/constants.js';
import { versionsOf } from '../package-versions.ts';

const policy = JSON.parse(readFileSync('policy.json', 'utf8'));

// Its options are the parameters of this process, as those of the command azurite-blob.
const azurite = await new BlobServerFactory().createServer();
await azurite.start();

const service = new BlobServiceClient(
  `${azurite.getHttpServerAddress()}/${EMULATOR_ACCOUNT_NAME}`,
  new StorageSharedKeyCredential(EMULATOR_ACCOUNT_NAME, EMULATOR_ACCOUNT_KEY_STR),
);
await service.setProperties({
  cors: [
    {
      allowedOrigins: policy.allowOrigins.join(','),
      allowedMethods: ['GET', 'HEAD', 'POST', ...policy.allowMethods].join(','),
      allowedHeaders: policy.allowHeaders.join(','),
      exposedHeaders: policy.exposeHeaders.join(','),
      maxAgeInSeconds: policy.maxAge,
    },
  ],
});
const container = service.getContainerClient('public');
await container.create({ access: 'blob' });
const blob = container.getBlockBlobClient('hello.txt');
await blob.upload('hello', 5);

const manifest = {
  name: 'Azurite: Blob service',
  version: versionsOf(import.meta.url, 'azurite'),
  policies: { [policy.id]: { path: new URL(blob.url).pathname, policy } },
};
createServer((request, response) => {
  if (request.url === '/.well-known/cors-conformance') response.end(JSON.stringify(manifest));
  else azurite.httpServer.emit('request', request, response);
}).listen(Number(process.env.PORT), '127.0.0.1');
