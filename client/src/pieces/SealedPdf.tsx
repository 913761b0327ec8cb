import { CheckCircleFilled, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Moment } from './Moment.tsx'
import { Refused } from './Refused.tsx'

interface Props {
  /** the paper's address */
  href: string
  title: string
  /** who has signed it in the PDF, in words; empty: nobody but the platform */
  signed: string[]
  /** when the last of them did */
  at?: number | undefined
  /** puts the signature of the one at this screen in; absent: that one has nothing to sign here */
  seal?: (() => Promise<void>) | undefined
}

/** A paper with those who signed it in its PDF, and the place for one's own signature. */
export function SealedPdf({ href, title, signed, at, seal }: Props) {
  const deed = useDeed(async () => seal?.())
  return (
    <div className="stack-tight">
      <div className="row" style={{ justifyContent: 'space-between', gap: '4px 16px' }}>
        <a href={api.url(href)} target="_blank" rel="noreferrer">
          <FilePdfOutlined /> {title}
        </a>
        {signed.length > 0 && (
          <span>
            <CheckCircleFilled className="good" /> {signed.join(say('、', ', '))} {say('已签章', 'signed')}{' '}
            {at !== undefined && (
              <span className="quiet">
                <Moment at={at} />
              </span>
            )}
          </span>
        )}
        {seal && (
          <Button size="small" loading={deed.busy} onClick={() => void deed.run()}>
            {say('加盖电子签章', 'Sign in the PDF')}
          </Button>
        )}
      </div>
      <Refused problem={deed.problem} />
    </div>
  )
}
