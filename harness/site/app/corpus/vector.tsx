/** A vector: one input of one algorithm. */
import type { Vector } from '../../../../conformance/vectors.ts';
import { Code } from '../elements.tsx';
import { hrefOf } from '../route.ts';
import { AtRisk, JSONText, Steps } from './parts.tsx';

export function VectorView({ algorithm, vector }: { algorithm: string; vector: Vector }) {
  const { steps, given, expect, why, atRisk } = vector;
  // Some vectors are about a grammar, or about an algorithm of another standard.
  const isOfFetch =
    algorithm !== 'abnf' &&
    steps.some((step) => step === algorithm || step.startsWith(`${algorithm}/`));
  return (
    <>
      <p class="lead">{why}</p>
      <dl class="facts">
        <dt>Algorithm</dt>
        <dd>
          {isOfFetch ? (
            <a class="id" href={hrefOf(`standard/${algorithm}`)}>
              {algorithm}
            </a>
          ) : (
            <span class="id">{algorithm}</span>
          )}
        </dd>
        <dt>Steps</dt>
        <dd>
          <Steps steps={steps} />
        </dd>
        {atRisk !== undefined && (
          <>
            <dt>At risk</dt>
            <dd>
              <AtRisk atRisk={atRisk} />
            </dd>
          </>
        )}
      </dl>
      <h2>Given</h2>
      <Code label="Given">
        <JSONText value={given} />
      </Code>
      <h2>Expected</h2>
      <Code label="Expected">
        <JSONText value={expect} />
      </Code>
    </>
  );
}
