#!/usr/bin/env node
/** The command line: `cors-conformance <command>`. */
import { commandLine } from './command-line.ts';
import { runCommand } from './output/ending.ts';

await runCommand(commandLine());
