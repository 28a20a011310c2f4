import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['cors.spec.ts'] } });
