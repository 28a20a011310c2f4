/** What a browser remembers of preflights: a list of grants that only functions of it replace. */

/** Who a grant is for. */
export interface Holder {
  /** The site of the top-level page. */
  readonly partition: string;
  /** As Origin would say it. */
  readonly origin: string;
  readonly url: string;
  readonly withCredentials: boolean;
}

export interface Grant extends Holder {
  readonly kind: 'method' | 'name';
  readonly item: string;
  readonly since: number;
  readonly maxAge: number;
}

export type Grants = readonly Grant[];

type Item = Pick<Grant, 'kind' | 'item'>;

export function isGranted(grants: Grants, holder: Holder, item: Item, now: number): boolean {
  return grants.some((grant) => applies(grant, holder, item, now));
}

/** The grants after a preflight that allowed `items`. Of the grants that covered an item before, the first
 *  gets the new time, but its clock goes on. */
export function granted(
  grants: Grants,
  holder: Holder,
  items: readonly Item[],
  time: Pick<Grant, 'since' | 'maxAge'>,
): Grants {
  const { since: now, maxAge } = time;
  const known = items.map((item) => grants.find((grant) => applies(grant, holder, item, now)));
  const renewed = grants.map((grant) => (known.includes(grant) ? { ...grant, maxAge } : grant));
  const after = [...renewed];
  for (const item of items) {
    if (!isGranted(after, holder, item, now)) after.push({ ...holder, ...item, ...time });
  }
  return after;
}

/** The grants after a failure. */
export function withdrawn(grants: Grants, holder: Holder): Grants {
  return grants.filter((grant) => !isForPlaceOf(grant, holder));
}

function applies(grant: Grant, holder: Holder, { kind, item }: Item, now: number): boolean {
  const covered = kind === 'name' && item === 'authorization' ? [item] : [item, '*'];
  return (
    now < grant.since + grant.maxAge &&
    isForPlaceOf(grant, holder) &&
    (grant.withCredentials || !holder.withCredentials) &&
    grant.kind === kind &&
    covered.includes(grant.item)
  );
}

function isForPlaceOf(grant: Holder, holder: Holder): boolean {
  return (
    grant.partition === holder.partition &&
    grant.origin === holder.origin &&
    grant.url === holder.url
  );
}
