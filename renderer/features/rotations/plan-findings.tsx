import type { ReactNode } from 'react';
import type { PreflightFinding } from '../../../shared/rotations/rotation-view.ts';
import { Banner } from '../../ui/banner.tsx';
import { findingSentence } from '../../../shared/rotations/finding-words.ts';

export interface PlanFindingsProps {
  findings: readonly PreflightFinding[];
  /** The way on for what blocks: check again, sign in, open the other rotation. */
  actions: ReactNode;
}

/** What was found before the first call that changes something. */
export function PlanFindings({ findings, actions }: PlanFindingsProps) {
  const blocking = findings.filter(({ weight }) => weight === 'blocks');
  const warning = findings.filter(({ weight }) => weight === 'warns');
  return (
    <>
      {blocking.length > 0 && (
        <Banner tone="danger" title="This rotation cannot start yet" actions={actions}>
          <Sentences findings={blocking} />
        </Banner>
      )}
      {warning.length > 0 && (
        <Banner tone="warning" title="Good to know before you start">
          <Sentences findings={warning} />
        </Banner>
      )}
    </>
  );
}

function Sentences({ findings }: { findings: readonly PreflightFinding[] }) {
  return findings.map((finding) => <p key={finding.reason}>{findingSentence(finding)}</p>);
}
