/** What an HTML report shows, of a server or of clients: the page is made of this, and of nothing else. */

export interface Page {
  readonly title: string;
  readonly conclusion: 'PASSED' | 'FAILED' | 'INCOMPLETE';
  /** Beside the conclusion: what was counted. */
  readonly counts: string;
  /** When the run began, and how long it took. */
  readonly when: string;
  /** Why the page is not the whole truth, such as an interruption: said first. */
  readonly warnings: readonly string[];
  /** What fails the run, the most important first. */
  readonly causes: readonly PageCause[];
  /** What the rows and columns of the matrix are, and the names of all of them. */
  readonly matrix: {
    readonly row: Axis;
    readonly column: Axis;
  };
  /** What neither passed nor failed, and why. */
  readonly others: readonly OtherResults[];
  readonly sections: readonly Section[];
  /** Every result is in one of them. */
  readonly groups: readonly PageGroup[];
  readonly results: readonly PageResult[];
}

export interface Axis {
  /** What one of them is, such as a policy, and the word for several. */
  readonly one: string;
  readonly several: string;
  readonly entries: readonly {
    readonly id: string;
    /** A few words about it. */
    readonly title: string;
    /** What holds of all its results: shown below each. */
    readonly blocks: readonly Block[];
  }[];
}

/** A symbol and a word for each verdict, since not everybody sees colours. The worst comes first. */
export const signs = {
  fail: ['✗', 'failed'],
  gone: ['↺', 'no longer deviating'],
  error: ['!', 'not judged'],
  known: ['≈', 'deviating as known'],
  'not-sent': ['○', 'not sent'],
  pass: ['✓', 'passed'],
  skip: ['–', 'skipped'],
} as const;

export type PageVerdict = keyof typeof signs;

export const verdictsByWeight = Object.keys(signs) as readonly PageVerdict[];

/** `bad` fails the run, `warn` deserves a look and does not fail it. */
export type Tone = 'bad' | 'warn' | 'good' | 'quiet';

export interface PageCause {
  readonly title: string;
  readonly tone: Tone;
  /** Such as the level. */
  readonly tag: string | null;
  /** How many results show it, and where. */
  readonly count: string;
  readonly blocks: readonly Block[];
  /** One result in full, by its id; null if it has none. */
  readonly example: string | null;
  /** The ids of all results that show it. */
  readonly results: readonly string[];
  /** The index of the group that has all of them; null if they are in several. */
  readonly group: number | null;
  /** Columns, such as policies, in which it shows. */
  readonly columns: readonly string[];
  /** The row that all of its results are in; null if they are in several. */
  readonly row: string | null;
  /** Whether another cause explains it, so that it needs no attention by itself. */
  readonly isExplained: boolean;
}

export interface OtherResults {
  readonly verdict: PageVerdict;
  readonly tone: Tone;
  readonly why: string;
  readonly count: number;
}

/** Results that are listed together. */
export interface PageGroup {
  readonly verdict: PageVerdict;
  readonly tone: Tone;
  readonly title: string;
}

export interface PageResult {
  readonly id: string;
  readonly verdict: PageVerdict;
  readonly tone: Tone;
  /** Null where results have no levels. */
  readonly level: string | null;
  /** The ids of its entries of both axes. */
  readonly row: string;
  readonly column: string;
  /** The index of its group. */
  readonly group: number;
  /** The result in one line. */
  readonly line: string;
  readonly blocks: readonly Block[];
}

/** A part of the page about the run as a whole. */
export interface Section {
  readonly title: string;
  /** Whether it is long, and of interest to few. */
  readonly isFolded: boolean;
  readonly blocks: readonly Block[];
}

/** A piece of text with its label: prose, or a link if it has an `href`, or code. */
export interface Block {
  readonly label: string;
  readonly text: string;
  readonly href?: string;
  /** `copied` has a button that copies it. */
  readonly code?: 'shown' | 'copied';
}
