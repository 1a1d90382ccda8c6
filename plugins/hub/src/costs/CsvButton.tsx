import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { type CostQuery } from '@illm-lab/plugin-hub-common';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { errorText } from '../components/Problem';

/** Saves what is shown as comma-separated values. */
export const CsvButton = ({ query }: { query: CostQuery }) => {
  const api = useApi(hubApiRef);
  const toasts = useApi(toastApiRef);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      saveFile(await api.costs.getCsv(query), 'costs.csv');
    } catch (error) {
      toasts.post({
        title: `The costs could not be saved: ${errorText(error as Error)}`,
        status: 'danger',
      });
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      isDisabled={saving}
      onPress={save}
    >
      Save as CSV
    </Button>
  );
};

function saveFile(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
