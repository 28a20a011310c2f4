/** What browsers print in their consoles when a fetch is refused: facts, recorded from the exchange cases. */
import messageFile from './messages.json' with { type: 'json' };

export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** A message that says why. */
export interface EngineMessage {
  readonly engine: EngineName;
  /** `{placeholder}` stands for what varies, and `[…]` is around what can be missing. */
  readonly pattern: string;
  /** Why a fetch can have been refused if the engine prints this, the most frequent first. */
  readonly reasons: readonly string[];
  /** What it says that Access-Control-Allow-Origin is: the wildcard, or several values. */
  readonly allows?: '*' | 'several';
  /** The engine prints it also after another message that says more. */
  readonly follows?: boolean;
  /** The engine prints it also if the server cannot be reached. */
  readonly network?: boolean;
  /** The engine only warns: it lets the fetch through. */
  readonly warning?: boolean;
  /** A public source, for a message that no case produced. */
  readonly source?: string;
  readonly seen: readonly SeenMessage[];
}

export interface SeenMessage {
  readonly reason: string;
  /** The exchange case. */
  readonly case: string;
  /** The message, with `{A}`, `{B}` and `{C}` for the origins, as in the case. */
  readonly text: string;
}

/** A message that only says that something was not loaded. */
export interface UnspecificMessage {
  readonly engine: EngineName;
  readonly pattern: string;
}

export interface MessageFile {
  readonly engines: Readonly<
    Record<EngineName, { readonly version: string; readonly date: string }>
  >;
  readonly messages: readonly EngineMessage[];
  readonly unspecific: readonly UnspecificMessage[];
  /** Reasons for which an engine prints nothing that says why. */
  readonly silent: Readonly<Record<EngineName, readonly string[]>>;
  /** Reasons that could not be recorded: no case has them, or the engine lacks what they need. */
  readonly unproduced: Readonly<Record<EngineName, readonly string[]>>;
}

export const messages = messageFile as MessageFile;

export const engineNames: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];
