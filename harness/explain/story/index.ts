/** The explanation of a fetch as data. All of it runs in browsers as well as in Node.js. */
export type { FetchOfPage } from './fetch-of-page.ts';
export { NotSeen } from './not-seen.ts';
export type { RecordedExchange, RecordedResponse } from './recorded-network.ts';
export type * from './story.ts';
export { tellRecordedStory, tellStory } from './tell-story.ts';
