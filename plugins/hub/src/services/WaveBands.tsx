import { Link } from '@backstage/ui';
import { type Service, type ServiceWave } from '@illm-lab/plugin-hub-common';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { useServiceHref } from './queries';
import { RevisionText } from './RevisionText';
import styles from './services.module.css';
import { serviceStatus, waveStatus } from './status';
import { waveTitle } from './words';

const versionOf = ({ chart, appVersion }: Service) =>
  [chart && `${chart.name} ${chart.version}`, appVersion]
    .filter(Boolean)
    .join(' · ') || '–';

const ServiceRow = ({ service }: { service: Service }) => {
  const href = useServiceHref();
  const { name, sentence, pods, revision, lastSyncedAt } = service;
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <Link href={href(name)}>{name}</Link>
      </th>
      <td>
        <StatusTag status={serviceStatus(service)} />
      </td>
      <td className={styles.why}>{sentence}</td>
      <td className={styles.wide}>
        {pods ? `${pods.ready} of ${pods.total}` : '–'}
      </td>
      <td className={styles.wide}>{versionOf(service)}</td>
      <td className={styles.wide}>
        <RevisionText revision={revision} />
      </td>
      <td className={styles.wide}>
        {lastSyncedAt ? <TimeAgo at={lastSyncedAt} /> : 'never'}
      </td>
    </tr>
  );
};

/** What holds a wave up, each with the way to it. */
const Band = ({ wave }: { wave: ServiceWave }) => {
  const href = useServiceHref();
  return (
    <tr className={styles.band} data-state={wave.state}>
      <th scope="rowgroup" colSpan={7}>
        <span className={styles.bandContent}>
          <span className={styles.bandTitle}>{waveTitle(wave)}</span>{' '}
          <StatusTag status={waveStatus(wave)} />{' '}
          <span className={styles.bandSentence}>{wave.sentence}</span>{' '}
          {wave.blockedBy
            .filter(({ service }) => service)
            .map(({ name }) => (
              <Link key={name} href={href(name)}>
                {`See ${name}`}
              </Link>
            ))}
        </span>
      </th>
    </tr>
  );
};

/** Services as rows, each wave a band with how it is. */
export const WaveBands = ({
  items,
  waves,
}: {
  items: Service[];
  waves: ServiceWave[];
}) => {
  const bands = waves
    .map(wave => ({
      wave,
      services: items.filter(
        one => one.parent === wave.parent && one.wave === wave.wave,
      ),
    }))
    .filter(({ services }) => services.length > 0);
  return (
    <table className={styles.services}>
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col">State</th>
          <th scope="col">How it is</th>
          <th scope="col" className={styles.wide}>
            Pods ready
          </th>
          <th scope="col" className={styles.wide}>
            Version
          </th>
          <th scope="col" className={styles.wide}>
            Commit
          </th>
          <th scope="col" className={styles.wide}>
            Synced
          </th>
        </tr>
      </thead>
      {bands.map(({ wave, services }) => (
        <tbody key={`${wave.parent} ${wave.wave}`}>
          <Band wave={wave} />
          {services.map(service => (
            <ServiceRow key={service.name} service={service} />
          ))}
        </tbody>
      ))}
    </table>
  );
};
