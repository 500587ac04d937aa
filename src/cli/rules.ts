import { standardsOf } from '../report/json';
import { CATALOGUE, DOCUMENTED } from '../rules/catalogue';
import { Rule } from '../rules/rule';

/** All rules, one a line. */
export function* rulesText(): Generator<string> {
  const rows = [
    ...CATALOGUE.map(({ id, severity, judgedAt, waivable, title }) => [id, severity, judgedAt, waivable ? 'waivable' : '', title]),
    ...DOCUMENTED.map(({ id, severity, title }) => [id, severity, 'documented', '', title]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) yield `${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]))).join('  ')}\n`;
}

/** All rules as data. */
export function rulesJson(): string {
  const documented = DOCUMENTED.map(({ references, ...row }) => ({ ...row, standards: standardsOf(references) }));
  return `${JSON.stringify({ rules: CATALOGUE.map(ruleJson), documented }, undefined, 2)}\n`;
}

function ruleJson({ id, title, severity, judgedAt, because, waivable, rationale, remediation, prop, references, checks, requests }: Rule): object {
  return {
    id, title, severity, judgedAt, because, waivable, rationale, remediation, prop, standards: standardsOf(references), checks, requests,
  };
}
