import { Link } from 'react-router'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'

/**
 * Hands in what its issuer signed: an electronic guarantee as a PDF with its data attached, or as JSON a guarantee
 * `{guarantee, cms}` or a deposit for the year `{annual, cms}`.
 */
export function GiveGuarantee({ tender, onGiven }: { tender: string; onGiven: () => void }) {
  const give = useDeed(async (file: File) => {
    if (await isPdf(file)) await api.put(`/tenders/${tender}/deposit/guarantee.pdf`, file)
    else {
      const { kind, cms, document } = await read(file)
      await api.post(`/tenders/${tender}/deposit/${kind}`, { [kind]: document, cms })
    }
    onGiven()
  })
  return (
    <aside className="sheet stack-tight">
      <h2 style={{ margin: 0 }}>{say('电子保函或年度保证金', 'Guarantee or annual deposit')}</h2>
      <FileDrop
        accept="application/pdf,.pdf,application/json,.json"
        label={say('电子保函或年度保证金文件', 'Signed file')}
        onFile={(file) => void give.run(file)}
      >
        <b>
          {give.busy ? say('正在核验…', 'Checking…') : say('选择出具机构签名的文件', "Choose the issuer's signed file")}
        </b>
        <div className="quiet">
          {say('PDF（出具机构电子签章原件，2MB以内）或JSON', 'PDF (the signed original, at most 2 MB) or JSON')}
        </div>
      </FileDrop>
      <Refused problem={give.problem} />
      <span className="quiet">
        <Link to="/issuers">{say('已登记的出具机构', 'Issuers in the register')}</Link>
      </span>
      <span className="quiet">
        {say(
          '银行、保险公司、担保公司出具均可。平台核验出具机构签章、签章后有无改动，并按所附数据核验受益人、金额与有效期（不短于投标有效期），不合格会说明原因；开标前任何人看不到该文件。',
          'From a bank, insurer or guarantee company. The signature, changes after it, and by the attached data beneficiary, amount and validity (as long as the bid) are checked; what does not fit is told. Nobody reads the document before the opening.',
        )}
      </span>
    </aside>
  )
}

/** By its first bytes, whatever the file is called. */
const isPdf = async (file: File): Promise<boolean> => (await file.slice(0, 5).text()) === '%PDF-'

async function read(file: File): Promise<{ kind: 'guarantee' | 'annual'; document: unknown; cms: unknown }> {
  const wrong = new Stopped(
    '不是出具机构签名的文件（应为带电子签章的PDF，或包含 guarantee 或 annual 以及 cms 的JSON）',
    'not a signed file: a signed PDF, or JSON with guarantee or annual, and cms, is expected',
  )
  try {
    const { guarantee, annual, cms } = JSON.parse(await file.text()) as Record<string, unknown>
    const document = guarantee ?? annual
    if (!document || !cms) throw wrong
    return { kind: guarantee ? 'guarantee' : 'annual', document, cms }
  } catch {
    throw wrong
  }
}
