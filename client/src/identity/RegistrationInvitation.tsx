import { Button } from 'antd'
import { Link } from 'react-router'
import { say } from '../app/words.ts'

/** Who has not signed in: what one needs, and that little of it is needed. */
export function RegistrationInvitation() {
  const steps = [
    [
      say('准备单位证书', 'A certificate of your organisation'),
      say(
        '任何受信任机构签发、载有统一社会信用代码的证书（密钥文件或 USB Key）。不需要另设账号和口令。',
        'Of any trusted authority, with your credit code: a key file or a USB key. There are no accounts or passwords.',
      ),
    ],
    [say('登录', 'Sign in'), say('名称和代码取自证书，不必填写。', 'Name and code stand in it and are not typed.')],
    [
      say('登记并签名', 'Say it once and sign'),
      say(
        '填写一次联系信息，并声明是否作为招标人或代理机构。签名后立即生效，不收费，不审批。',
        'Your contact, and whether you call for tenders or act as an agent. It holds at once, costs nothing, and nobody approves it.',
      ),
    ],
  ]
  return (
    <div className="sheet stack" style={{ maxWidth: 720 }}>
      <p style={{ margin: 0 }}>
        {say(
          '看公告、下载招标文件、投标都不以登记为前提：投标人凭证书登录即可办理全部事项。招标人、采购人和代理机构登记一次。',
          'Nobody needs it to read notices, fetch documents or bid: a certificate is enough. Tenderers, purchasers and agents register once.',
        )}
      </p>
      <ol className="numbered">
        {steps.map(([title, text]) => (
          <li key={title}>
            <b>{title}</b>
            <div className="quiet">{text}</div>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button type="primary" size="large" href="/login?to=/register">
          {say('用证书登录并登记', 'Sign in and register')}
        </Button>
        <Link to="/env-check">{say('先检测环境', 'Check this machine first')}</Link>
      </div>
    </div>
  )
}
