import { Document } from 'yaml';
import { YAML_FOR_ALL } from '../../write-yaml';

/**
 * One or more objects as the text of a YAML file.
 *
 * @param schema - Address of the JSON schema that editors should check it by.
 */
export function toYaml(schema: string, ...values: object[]): string {
  return values
    .map((value, index) => {
      const document = new Document(value, YAML_FOR_ALL);
      if (index === 0) {
        document.commentBefore = ` yaml-language-server: $schema=${schema}`;
      }
      // The comment is part of the first document, not followed by a blank line.
      return document
        .toString({ lineWidth: 0, singleQuote: true })
        .replace(/^(# yaml-language-server:.*)\n\n/, '$1\n');
    })
    .join('---\n');
}
