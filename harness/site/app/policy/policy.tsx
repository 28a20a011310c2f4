/** The form of a policy, a fetch to try it with, and what to do with it. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Policy } from '../../../../conformance/servers/policy.ts';
import { Code, CopyButton } from '../elements.tsx';
import { SelectField, TextField } from '../field.tsx';
import { useParams } from '../params.ts';
import { credentialsModes } from '../why/question.ts';
import { type TriedFetch, tryFetch } from './judged.ts';
import { Lookalikes } from './lookalikes.tsx';
import { SetUp } from './set-up.tsx';
import { TriedView } from './tried.tsx';
import { type Fields, fields, policyText, readPolicy, writtenPolicy } from './written-policy.ts';

const command = 'npx cors-conformance server http://localhost:3000/items --policy policy.json';

interface Props {
  standard: readonly Policy[];
  params: URLSearchParams;
}

export function PolicyView({ standard, params }: Props) {
  const [written, write] = useParams('policy', params, fields);
  const { policy, mistakes } = useMemo(() => readPolicy(written), [written]);
  const [tried, setTried] = useState<TriedFetch>({ mistakes: {}, judged: null });
  useEffect(() => {
    let isLatest = true;
    tryFetch(policy, written).then((done) => {
      if (isLatest) setTried(done);
    });
    return () => {
      isLatest = false;
    };
  }, [policy, written]);
  const text = policyText(policy);
  const set = (name: keyof Fields) => (value: string) => write({ [name]: value });
  return (
    <>
      <p class="lead">
        Write down which pages may read the responses of your server. Whatever a policy does not
        name is not allowed. Then try any fetch against it, and let the suite hold your server to
        it.
      </p>
      <div class="split">
        <form class="question" aria-label="Policy" onSubmit={(event) => event.preventDefault()}>
          <SelectField
            label="Start from"
            value=""
            options={[
              ['', 'Choose a policy of the suite'],
              ...standard.map(({ id, title = id }): [string, string] => [id, title]),
            ]}
            onChange={(id) => {
              const chosen = standard.find((one) => one.id === id);
              if (chosen !== undefined) write(writtenPolicy(chosen));
            }}
          />
          <TextField
            label="Origins that may read"
            hint="One on each line: https://app.example, https://*.app.example (one or more labels), https://?.app.example (exactly one), http://localhost:* (any port), /a regular expression/, null, or * for everyone without credentials."
            rows={4}
            value={written.origins}
            mistake={mistakes.origins}
            onInput={set('origins')}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={written.credentials !== ''}
              onChange={(event) => write({ credentials: event.currentTarget.checked ? '1' : '' })}
            />{' '}
            They may send credentials, such as cookies
          </label>
          <TextField
            label="Methods besides GET, HEAD and POST"
            placeholder="PUT, DELETE"
            value={written.methods}
            mistake={mistakes.methods}
            onInput={set('methods')}
          />
          <TextField
            label="Request headers that pages may set"
            placeholder="Content-Type, Authorization"
            value={written.headers}
            mistake={mistakes.headers}
            onInput={set('headers')}
          />
          <TextField
            label="Response headers that pages may read"
            placeholder="ETag, X-Request-Id"
            value={written.expose}
            mistake={mistakes.expose}
            onInput={set('expose')}
          />
          <TextField
            label="Seconds for which a preflight may be cached"
            placeholder="600"
            value={written.maxAge}
            mistake={mistakes.maxAge}
            onInput={set('maxAge')}
          />
        </form>
        <section class="result" aria-label="Try it">
          <h2 class="first">Try a fetch</h2>
          <form class="question" aria-label="Fetch" onSubmit={(event) => event.preventDefault()}>
            <TextField
              label="Origin of the page"
              value={written.origin}
              mistake={tried.mistakes.origin}
              onInput={set('origin')}
            />
            <div class="row">
              <TextField
                label="Method"
                value={written.method}
                mistake={tried.mistakes.method}
                onInput={set('method')}
              />
              <SelectField
                label="Credentials"
                value={written.mode}
                options={credentialsModes.map((mode) => [mode, mode])}
                onChange={set('mode')}
              />
            </div>
            <TextField
              label="Request headers"
              rows={2}
              placeholder="Content-Type: application/json"
              value={written.requestHeaders}
              mistake={tried.mistakes.requestHeaders}
              onInput={set('requestHeaders')}
            />
          </form>
          {tried.judged !== null && <TriedView judged={tried.judged} />}
        </section>
      </div>
      <section>
        <h2>Hold your server to it</h2>
        <p>
          Store this as <code>policy.json</code>, and pass it to the suite with the URL of your
          server:
        </p>
        <Code label="policy.json">{text}</Code>
        <p class="links">
          <CopyButton text={text} what="the policy" />
        </p>
        <Code label="Command">{command}</Code>
        <p class="links">
          <CopyButton text={command} what="the command" />
        </p>
      </section>
      <SetUp policy={policy} server={written.server} onChoose={set('server')} />
      <section>
        <h2>Origins that are often confused</h2>
        <p>
          Servers that compare origins in a careless way share responses with some of these. The
          suite tries all of them.
        </p>
        <Lookalikes policy={policy} />
      </section>
    </>
  );
}
