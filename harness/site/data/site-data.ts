/** All that the pages load, by the name under which they load it, from the files of the repository. */
import { policies } from '../../../conformance/servers/index.ts';
import { vectors } from '../../../conformance/vectors.ts';
import { algorithms } from '../../../spec/index.ts';
import { clientPage, clientResults, clientsTable } from './clients.ts';
import {
  corpusList,
  exampleFile,
  exchangeFiles,
  requirementFile,
  serverCaseFile,
  vectorFile,
} from './corpus.ts';
import { questionPages } from './questions.ts';
import { badgeFile, checkedRows, scoreboardData, serverPage } from './servers.ts';
import { algorithmPage, standardList } from './standard.ts';

/** The files of the site that are made from those of the repository: a path each, and a text.
 *  @throws Error if one refers to what does not exist */
export function siteData(): Map<string, string> {
  const rows = checkedRows();
  const json: [name: string, data: unknown][] = [
    ['servers', scoreboardData(rows)],
    ...rows.map((row): [string, unknown] => [`servers/${row.id}`, serverPage(row)]),
    ['clients', clientsTable()],
    ...clientResults.map((one): [string, unknown] => [`clients/${one.client}`, clientPage(one)]),
    ['corpus', corpusList()],
    ...Object.keys(vectors).map((name): [string, unknown] => [`vectors/${name}`, vectorFile(name)]),
    ...[...exchangeFiles()].map(([topic, cases]): [string, unknown] => [
      `exchanges/${topic}`,
      cases,
    ]),
    ['examples', exampleFile()],
    ['server-cases', serverCaseFile()],
    ['requirements', requirementFile(rows)],
    ['policies', policies],
    ['standard', standardList()],
    ...algorithms.map((one): [string, unknown] => [`standard/${one.id}`, algorithmPage(one)]),
    ...questionPages().map((page): [string, unknown] => [`questions/${page.id}`, page]),
  ];
  return new Map([
    ...json.map(([name, data]): [string, string] => [`data/${name}.json`, JSON.stringify(data)]),
    ...rows.map((row): [string, string] => [`badges/${row.id}.svg`, badgeFile(row)]),
  ]);
}
