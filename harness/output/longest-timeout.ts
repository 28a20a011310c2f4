/** The longest time that a timer of Node.js can wait, in milliseconds: beyond it, it fires at once. */
export const longestTimeout = 2 ** 31 - 1;
