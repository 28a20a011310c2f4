/** What a page remembers in its address, so that a link leads to what is seen. */
import { useEffect, useState } from 'preact/hooks';
import { hrefOf } from './route.ts';

/**
 * The parameters of an address as state. A change replaces the address, and adds no step to the history.
 *
 * @param defaults the names of the parameters; what equals its default is left out of the address
 */
export function useParams<Names extends string>(
  path: string,
  params: URLSearchParams,
  defaults: Readonly<Record<Names, string>>,
): [Record<Names, string>, (changes: Partial<Record<Names, string>>) => void] {
  const given = valuesOf(params, defaults);
  const [values, setValues] = useState(given);
  const address = params.toString();
  useEffect(() => setValues(given), [address]);
  const change = (changes: Partial<Record<Names, string>>) => {
    setValues((before) => {
      const after = { ...before, ...changes };
      const named = Object.entries<string>(after).map(([name, value]): [string, string] => [
        name,
        value === defaults[name as Names] ? '' : value,
      ]);
      history.replaceState(null, '', hrefOf(path, Object.fromEntries(named)));
      return after;
    });
  };
  return [values, change];
}

function valuesOf<Names extends string>(
  params: URLSearchParams,
  defaults: Readonly<Record<Names, string>>,
): Record<Names, string> {
  const entries = Object.entries<string>(defaults).map(([name, value]) => [
    name,
    params.get(name) ?? value,
  ]);
  return Object.fromEntries(entries);
}
