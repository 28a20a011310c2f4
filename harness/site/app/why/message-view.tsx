/** What a message of a console means. */
import { useEffect, useState } from 'preact/hooks';
import type { ExplainedText } from '../../../explain/message/explain-messages.ts';
import type { EngineSays, ExplainedReason } from '../../../explain/message/explain-reason.ts';
import type { ExplainedRefusal } from '../../../explain/message/refusals.ts';
import { StepLink } from '../elements.tsx';
import { InServers } from '../recipes/in-servers.tsx';
import { sentence } from '../sentence.ts';
import { VerdictView } from './verdict.tsx';

/** What the messages of engines mean is loaded with the first one. */
export function MessageView({ text }: { text: string }) {
  const [explained, setExplained] = useState<ExplainedText | null>(null);
  useEffect(() => {
    let isLatest = true;
    import('../../../explain/message/explain-messages.ts').then(({ explainMessages }) => {
      if (isLatest) setExplained(explainMessages(text));
    });
    return () => {
      isLatest = false;
    };
  }, [text]);
  if (explained === null) return <p class="quiet">Loading…</p>;
  const { refusals, others, unspecific } = explained;
  return (
    <div data-message={refusals[0]?.reasons[0]?.reason ?? 'none'}>
      {refusals.map((refusal) => (
        <RefusalView key={refusal.text} refusal={refusal} />
      ))}
      {others.map(({ text: said, name, what }) => (
        <section key={name}>
          <VerdictView tone="plain" words={`This is not about CORS: ${name}`}>
            {what}
          </VerdictView>
          <Said text={said} />
        </section>
      ))}
      {unspecific.length > 0 && (
        <section>
          <VerdictView tone="plain" words="This message does not say why">
            It says only that something was not loaded. The reason is in another message of the
            console: look for a line that mentions CORS or Access-Control, and paste all lines from
            there.
          </VerdictView>
          {unspecific.map((said) => (
            <Said key={said} text={said} />
          ))}
        </section>
      )}
      {refusals.length + others.length + unspecific.length === 0 && (
        <VerdictView tone="plain" words="This message is not known here">
          Paste it as the console of Chromium, Firefox or WebKit prints it, in English. Or fill in
          the form.
        </VerdictView>
      )}
    </div>
  );
}

const engineNames = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' } as const;
const printers = {
  chromium: 'Chromium (Chrome, Edge)',
  firefox: 'Firefox',
  webkit: 'WebKit (Safari)',
} as const;

function RefusalView({ refusal }: { refusal: ExplainedRefusal }) {
  const { text, engines, facts, reasons, network, follows, warning } = refusal;
  const meanings = reasons.length + (network ? 1 : 0);
  const isOne = meanings === 1;
  return (
    <section>
      <VerdictView
        tone={warning ? 'plain' : 'bad'}
        words={warning ? 'Allowed by this engine, but not by the standard' : 'Blocked by CORS'}
      >
        {isOne ? undefined : `This message can mean any of ${meanings} things.`}
      </VerdictView>
      <Said text={text} />
      <p class="quiet">Printed by {engines.map((engine) => printers[engine]).join(', ')}.</p>
      {facts.redirectedFrom !== null && (
        <p>
          The page fetched <span class="id">{facts.redirectedFrom}</span>, which redirects.
        </p>
      )}
      {follows && <p>If another message about the same URL comes before it, that one says more.</p>}
      {network && !isOne && (
        <p>
          The server may not be reachable at all: it is down, its name or port is wrong, or its
          certificate is not valid. Open the URL in a tab to see.
        </p>
      )}
      <ol class="obstacles">
        {reasons.map((reason) => (
          <li key={reason.reason}>
            <ReasonView explained={reason} refusal={refusal} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ReasonProps {
  explained: ExplainedReason;
  refusal: ExplainedRefusal;
}

function ReasonView({ explained, refusal: { facts, engines: printedBy } }: ReasonProps) {
  const { reason, step, gist, wrong, fix, engines } = explained;
  const others = engines.filter(({ engine }) => !printedBy.includes(engine));
  const { origin, method, header } = facts;
  return (
    <>
      <p>
        <strong>{sentence(wrong)}</strong> <StepLink step={step} />{' '}
        <span class="quiet">({gist})</span>
      </p>
      <p>
        <span class="quiet">Fix:</span> {sentence(fix)}
      </p>
      <InServers
        reason={reason}
        values={{
          origin: origin ?? undefined,
          method: method ?? undefined,
          headers: header === null ? undefined : [header],
        }}
      />
      {others.length > 0 && (
        <details>
          <summary>What other engines print</summary>
          <ul>
            {others.map((says) => (
              <li key={says.engine}>
                <EngineText says={says} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function EngineText({ says: { engine, version, texts, recorded } }: { says: EngineSays }) {
  const name = `${engineNames[engine]} ${version.split('.')[0]}`;
  if (texts.length === 0) {
    const silence = recorded ? 'prints nothing that says why' : 'could not be recorded';
    return (
      <>
        {name} {silence}.
      </>
    );
  }
  return (
    <>
      {name}: {texts.join(' Or: ')}
    </>
  );
}

function Said({ text }: { text: string }) {
  return <blockquote class="said">{text}</blockquote>;
}
