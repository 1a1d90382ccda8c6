import {
  CatalogProcessorParser,
  parseEntityYaml,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { stringifyError } from '@backstage/errors';
import {
  CLAIM_DEFINITIONS_FOLDER,
  parseClaimKinds,
} from '@illm-lab/plugin-hub-common';
import { claimTemplate } from './claimTemplate';

/**
 * Reads a file of the repository: a definition of a kind of claim as the
 * template that asks for one, so that a new field is in the form as soon as it
 * is merged; anything else as the entities that it describes.
 */
export const claimTemplateParser: CatalogProcessorParser =
  async function* parse({ data, location }) {
    if (!location.target.includes(`/${CLAIM_DEFINITIONS_FOLDER}/`)) {
      yield* parseEntityYaml(data, location);
      return;
    }
    try {
      for (const kind of parseClaimKinds(data.toString('utf8'))) {
        yield processingResult.entity(location, claimTemplate(kind));
      }
      // The catalog keeps what a file was read as until the file changes, a newer
      // portal notwithstanding; but only where all of it is entities.
      yield processingResult.refresh(`claim-templates:${location.target}`);
    } catch (error) {
      const message = `No template can be made of ${
        location.target
      }: ${stringifyError(error)}`;
      yield processingResult.generalError(location, message);
    }
  };
