/** Loads the data of a page, which is made at build time. */

/** Changes whenever any data does, so that no page is made of two versions. */
declare const __DATA_VERSION__: string;

/** What was loaded, or is being loaded. */
const loaded = new Map<string, Promise<unknown>>();

/** @returns null if there is no such file */
export type Load = <Data>(name: string) => Promise<Data | null>;

export const load: Load = <Data>(name: string) => {
  const known = loaded.get(name);
  if (known !== undefined) return known as Promise<Data | null>;
  const data = loadJSON(name);
  loaded.set(name, data);
  data.catch(() => loaded.delete(name));
  return data as Promise<Data | null>;
};

async function loadJSON(name: string): Promise<unknown> {
  if (!/^[a-z0-9._/-]+$/i.test(name) || name.includes('..')) return null;
  const response = await fetch(`data/${name}.json?v=${__DATA_VERSION__}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`data/${name}.json: status ${response.status}`);
  return response.json();
}
