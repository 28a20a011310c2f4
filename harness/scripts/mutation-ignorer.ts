/** Which code of the reference is not mutated: messages for people, which decide nothing. */

/** As much of Babel's syntax tree as the decision needs. */
interface Path {
  readonly node: object;
  readonly parent?: {
    readonly callee?: { readonly name?: string };
    readonly arguments?: readonly object[];
  };
}

/** Which argument is the message, of those that take one. */
const messageArguments: Readonly<Record<string, number>> = {
  failure: 1,
  networkError: 1,
  unmodelled: 1,
  FailureError: 1,
  APIException: 2,
  TypeError: 0,
  RangeError: 0,
};

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'messages',
    value: {
      shouldIgnore({ node, parent }: Path): string | undefined {
        const index = messageArguments[parent?.callee?.name ?? ''];
        const isMessage = index !== undefined && parent?.arguments?.[index] === node;
        return isMessage ? 'a message for people' : undefined;
      },
    },
  },
];
