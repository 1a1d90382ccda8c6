import { InputError } from '@backstage/errors';
import { HUB_AREAS, HubTopic, isHubTopic } from '@illm-lab/plugin-hub-common';

/** Topics that one stream may have: more than a page shows at once. */
const MOST = 200;

/**
 * The topics that a stream is asked for, separated by commas.
 *
 * @throws InputError when one is unknown or they are too many
 */
export function readTopics(text = ''): HubTopic[] {
  const topics = text.split(',').filter(Boolean);
  if (topics.length > MOST) {
    throw new InputError(
      `topics names ${topics.length} topics. Name at most ${MOST}.`,
    );
  }
  return topics.map(topic => {
    if (!isHubTopic(topic)) {
      throw new InputError(
        `There is no topic “${topic}”. Use runs, run:<id>, logs:<id>:<stepId>, or area: with ${HUB_AREAS.join(
          ', ',
        )}.`,
      );
    }
    return topic;
  });
}
