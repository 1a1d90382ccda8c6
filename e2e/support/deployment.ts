/** A Deployment of one pod with one container, as JSON. */
export const deployment = (name: string, container: object) =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'web', ...container }] },
      },
    },
  });
