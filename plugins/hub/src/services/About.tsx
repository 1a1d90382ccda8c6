import { Link } from '@backstage/ui';
import { type Service } from '@illm-lab/plugin-hub-common';
import { type ReactNode } from 'react';
import { Facts } from '../components/Facts';
import { useServiceHref } from './queries';
import styles from './services.module.css';

const WEB = /^https?:\/\//;
const KINDS = {
  external: 'from outside',
  'load-balancer': 'from this network',
  cluster: 'inside the cluster',
};

const Source = ({ source }: Pick<Service, 'source'>) => {
  if (!source) return <>–</>;
  const { url, path, repository, targetRevision } = source;
  const text = `${path ?? repository} at ${targetRevision}`;
  return url ? (
    <Link href={url} target="_blank" rel="noopener">
      {text}
    </Link>
  ) : (
    <>{text}</>
  );
};

const policy = ({ automated, selfHeal, prune }: Service['sync']) =>
  automated
    ? [
        'Argo CD syncs by itself',
        selfHeal ? 'undoes changes by hand' : 'leaves changes by hand',
        prune ? 'deletes what Git no longer has' : 'deletes nothing',
      ].join(', ')
    : 'Only when somebody asks';

/** What a service is made of and where it is reached. */
export const About = ({ service }: { service: Service }) => {
  const href = useServiceHref();
  const { chart, appVersion, images, namespace, endpoints, links, dependsOn } =
    service;
  const facts: { name: string; value: ReactNode }[] = [
    { name: 'Definition', value: <Source source={service.source} /> },
    { name: 'Synced', value: policy(service.sync) },
    { name: 'Namespace', value: namespace || '–' },
    {
      name: 'Chart',
      value: chart ? `${chart.name} ${chart.version}` : 'none',
    },
    { name: 'Version', value: appVersion ?? '–' },
    { name: 'Images', value: images.join(', ') || '–' },
    {
      name: 'Comes after',
      value:
        dependsOn.length > 0
          ? dependsOn.map((name, index) => (
              <span key={name}>
                {index > 0 && ', '}
                <Link href={href(name)}>{name}</Link>
              </span>
            ))
          : 'nothing',
    },
    ...links.map(({ title, url }) => ({
      name: title,
      value: (
        <Link href={url} target="_blank" rel="noopener">
          {url}
        </Link>
      ),
    })),
  ];
  return (
    <>
      <Facts items={facts} />
      {endpoints.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption>Endpoints</caption>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Reached</th>
                <th scope="col">By</th>
              </tr>
            </thead>
            <tbody>
              {endpoints.map(({ address, kind, of }) => (
                <tr key={address}>
                  <th scope="row">
                    {WEB.test(address) ? (
                      <Link href={address} target="_blank" rel="noopener">
                        {address}
                      </Link>
                    ) : (
                      <span className={styles.address}>{address}</span>
                    )}
                  </th>
                  <td data-label="Reached">{KINDS[kind]}</td>
                  <td data-label="By">{of}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
};
