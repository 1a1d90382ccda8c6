import { Alert, Button } from '@backstage/ui';
import { TimeAgo } from '../components/Time';
import { type useDraft } from './useDraft';

/** That there is a draft, from when, and the choice between it and a fresh form. */
export const DraftNotice = ({
  form,
  onChoose,
}: {
  form: ReturnType<typeof useDraft>;
  /** Called when the form now has other values. */
  onChoose: () => void;
}) => {
  const { draft, going, tooLarge } = form;
  if (tooLarge) {
    return (
      <Alert
        status="warning"
        icon
        title="No draft is kept"
        description="This browser has no room for what is in the form. Don’t reload before you have created it."
      />
    );
  }
  if (!draft) return null;
  const afresh = (
    <Button
      size="small"
      variant="secondary"
      onPress={() => {
        form.startAfresh();
        onChoose();
      }}
    >
      Start afresh
    </Button>
  );
  return going ? (
    <Alert
      status="info"
      icon
      title="You go on with your draft"
      description={
        <>
          Last changed <TimeAgo at={draft.savedAt} />, in this browser.
        </>
      }
      customActions={afresh}
    />
  ) : (
    <Alert
      status="info"
      icon
      title="There is a draft of yours"
      description={
        <>
          Last changed <TimeAgo at={draft.savedAt} />. This link has filled in
          the form anew.
        </>
      }
      customActions={
        <Button
          size="small"
          variant="secondary"
          onPress={() => {
            form.goOn();
            onChoose();
          }}
        >
          Continue your draft
        </Button>
      }
    />
  );
};
