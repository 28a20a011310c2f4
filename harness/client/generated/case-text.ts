/** A disagreement written as a case of the corpus. A person has to decide what is right. */

import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import { asExchange } from '../../../conformance/properties/counterexample.ts';
import { jsonText } from '../../output/json-text.ts';

export function caseText(given: ExchangeCase['given'], expected: ExchangeCase['expect']): string {
  return `${asExchange(given)}\nThe reference: ${jsonText(expected)}`;
}
