/** Mistakes in what the user gave us: one line, exit code 2, no stack. */

/** The message names the place of the mistake and how to fix it. */
export class InputError extends Error {}
