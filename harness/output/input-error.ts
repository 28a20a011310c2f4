/** Mistakes in what the user gave us: one line for people, exit code 2, no stack. */

/** The message names the place of the mistake and how to mend it. */
export class InputError extends Error {}
