/** Versions of the packages under test, as they are installed. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
