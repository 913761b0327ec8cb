import { Button } from 'antd'
import { useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { serverNow } from '../net/useClock.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { FindingRow } from './FindingRow.tsx'
import type { Finding } from './finding.ts'
import { readReport, reportFile, type SignedReport, sealReport, type Verdict } from './report.ts'

/** A report of this machine for the help desk, signed if a key is open, and the check of one that was received. */
export function ReportCard(of: { findings: Finding[] | undefined; organisation: string | null }) {
  const keys = useKeys()
  const [made, setMade] = useState<SignedReport>()
  const make = useDeed(async (signed: boolean) => {
    const report = {
      ...{ at: beijing(serverNow()), organisation: of.organisation, agent: navigator.userAgent },
      findings: of.findings ?? [],
    }
    const sealed = await sealReport(report, signed ? signStatement : undefined)
    setMade(sealed)
    save(sealed)
  })
  return (
    <section className="sheet stack no-print">
      <h2>{say('给技术支持的报告', 'A report for the help desk')}</h2>
      <p style={{ margin: 0 }}>
        {say(
          '只有上列检测结果，不含密钥与文件。签名的报告能证明出自您的单位、未被改动。',
          'It says what stands above, no keys and no files. Signed, it proves whose it is and that nobody changed it.',
        )}
      </p>
      <div className="row">
        <Button
          type="primary"
          disabled={!of.findings}
          loading={make.busy}
          onClick={() => void make.run(keys.length > 0)}
        >
          {keys.length ? say('签名并下载报告', 'Sign and download') : say('下载报告（未签名）', 'Download (unsigned)')}
        </Button>
        {!keys.length && <span className="quiet">{say('打开密钥后可以签名', 'open a key to have it signed')}</span>}
      </div>
      <Refused problem={make.problem} />
      {made && (
        <div className="banner good" role="status">
          <b>{made.cms ? say('已签名并下载', 'Signed and downloaded') : say('已下载', 'Downloaded')}</b>{' '}
          {say('电话核对时可报出指纹前八位：', 'On the telephone give the first eight of its hash: ')}
          <span className="hash">{made.sha256.slice(0, 8)}</span>
          <div className="hash quiet">SHA-256 {made.sha256}</div>
        </div>
      )}
      <Received />
    </section>
  )
}

/** Puts a report into a file. */
function save(of: SignedReport): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([reportFile(of)], { type: 'application/json' }))
  link.download = `环境检测-${of.report.at.slice(0, 10)}-${of.sha256.slice(0, 8)}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The other end: a report that came is read here, in this browser, and told whether it is as it was made. */
function Received() {
  const [verdict, setVerdict] = useState<Verdict>()
  return (
    <details>
      <summary className="quiet">{say('核对收到的报告（技术支持）', 'Check a report that came (help desk)')}</summary>
      <div className="stack" style={{ marginTop: 12 }}>
        <FileDrop
          accept="application/json,.json"
          label={say('选择检测报告', 'choose a report')}
          onFile={(file) => void file.text().then(readReport).then(setVerdict)}
        >
          {say(
            '选择检测报告，或拖到这里；只在本页打开',
            'Choose a report or drop it here: it is read in this page alone',
          )}
        </FileDrop>
        {verdict && <Told verdict={verdict} />}
      </div>
    </details>
  )
}

function Told({ verdict }: { verdict: Verdict }) {
  if (!verdict.ok) {
    const why = {
      unreadable: say('这不是检测报告', 'This is no report of a machine'),
      changed: say('内容与指纹不符：报告被改动过', 'It differs from its hash: it was changed'),
      signature: say('签名未通过验证：报告被改动过，或签名不是它的', 'Its signature does not verify'),
    }
    return (
      <div className="banner bad" role="status">
        <b>{why[verdict.why]}</b>
      </div>
    )
  }
  const { report, signer } = verdict
  return (
    <>
      <div className={`banner ${signer ? 'good' : 'sun'}`} role="status">
        <b>
          {signer
            ? say(
                `由 ${signer.name}（证书尾号 ${signer.serial.slice(-6)}）签名，未被改动`,
                `Signed by ${signer.name}, unchanged`,
              )
            : say('未签名；内容与指纹一致', 'Not signed; it is as its hash says')}
        </b>{' '}
        {report.at}
        <div className="quiet" style={{ overflowWrap: 'anywhere' }}>
          {report.agent}
        </div>
      </div>
      <div>
        {report.findings.map((one) => (
          <FindingRow key={one.id} of={one} />
        ))}
      </div>
    </>
  )
}
