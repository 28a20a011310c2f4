/** Checks the questions to the authors of the standard, and the links to them. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { isStep, rulings } from '../spec/index.ts';
import { exchanges } from './exchanges.ts';

const folder = new URL('../spec/questions/', import.meta.url);
const questions = readdirSync(folder).map((file) => ({
  id: file.replace(/\.md$/, ''),
  text: readFileSync(new URL(file, folder), 'utf8'),
}));
const links = [...exchanges, ...rulings].flatMap(({ id, question }) =>
  question ? [{ id, question }] : [],
);

describe('questions to the authors of the standard', () => {
  it('are linked from a case or a ruling, and exist', () => {
    const ids = questions.map(({ id }) => id).sort();
    expect([...new Set(links.map(({ question }) => question))].sort()).to.deep.equal(ids);
  });

  it('are asked about every case that no engine follows, and that has no public issue', () => {
    const open = exchanges.filter(
      ({ atRisk, question }) => atRisk === 'engines' && question === null,
    );
    expect(open.map(({ id }) => id)).to.deep.equal([]);
  });

  for (const { id, text } of questions) {
    describe(id, () => {
      it('names what links to it, and steps that exist', () => {
        const [list = ''] = text.split('## ');
        const named = [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
        const linking = links.filter(({ question }) => question === id).map((link) => link.id);
        expect(named.filter((name) => !isStep(name))).to.have.members(linking);
        expect(named.filter(isStep)).not.to.deep.equal([]);
      });

      it('has all parts of an issue', () => {
        const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
        expect(headings).to.deep.equal([
          'What the text says',
          text.includes('\n← ') ? 'What engines do' : 'What goes wrong',
          'The smallest change',
        ]);
        expect(text).to.match(
          /^# .+\n\n- Text: commit .+\n- Steps: .+\n(?:- .+\n)*- Public issues: (?:<https:.+>|none found)\n\n/,
        );
      });
    });
  }
});
