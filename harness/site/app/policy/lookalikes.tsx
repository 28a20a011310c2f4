/** Origins that servers confuse with allowed ones, made from the policy, and whether it allows them. */
import { originRoles, originsOfRole } from '../../../../conformance/servers/origin-roles.ts';
import { allowsOrigin, type Policy } from '../../../../conformance/servers/policy.ts';
import { WideTable } from '../elements.tsx';
import { api } from './judged.ts';

const shown = /^(listed|listed\+.*|unlisted|null|localhost|extension)$/;
const longest = 80;

export function Lookalikes({ policy }: { policy: Policy }) {
  const rows = originRoles
    .filter(({ role, raw }) => shown.test(role) && !raw)
    .flatMap(({ role, gist }) =>
      originsOfRole(role, policy, api)
        .filter((origin) => origin.length <= longest)
        .map((origin) => ({ origin, gist, isAllowed: allowsOrigin(policy, origin) })),
    );
  const unique = rows.filter(
    ({ origin }, place) => rows.findIndex((row) => row.origin === origin) === place,
  );
  return (
    <WideTable label="Origins that are often confused">
      <thead>
        <tr>
          <th scope="col">Origin</th>
          <th scope="col">May read</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {unique.map(({ origin, gist, isAllowed }) => (
          <tr key={origin}>
            <th scope="row" class="id">
              {origin}
            </th>
            <td>{isAllowed ? <span class="ok">yes</span> : 'no'}</td>
            <td>{gist}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
