import { Button } from 'antd'
import type { Certificate } from '../../../crypto/certificate.ts'
import { say } from '../app/words.ts'
import { beijing } from '../pieces/Moment.tsx'
import { limitWords, placeOf } from './authority.ts'

const placeWord = (certificate: Certificate): string =>
  ({
    root: say('根证书', 'root'),
    between: say('中级证书', 'between'),
    revocation: say('吊销查询签名证书', 'signs lists or answers'),
    none: say('不是机构证书', 'no authority'),
  })[placeOf(certificate)]

/** What was read of the certificates of an authority, a line each. */
export function Chain({ of, onRemove }: { of: readonly Certificate[]; onRemove?: (one: Certificate) => void }) {
  return (
    <ul className="chain">
      {of.map((one) => (
        <li key={one.fingerprint}>
          <div className="row">
            <span className={`tag${placeOf(one) === 'none' ? ' bad' : ''}`}>{placeWord(one)}</span>
            <b>{one.subject.commonName ?? one.subject.organisation}</b>
            {onRemove && (
              <Button size="small" type="text" onClick={() => onRemove(one)}>
                {say('移除', 'Remove')}
              </Button>
            )}
          </div>
          <div className="quiet digits">
            {one.keyAlgorithm.toUpperCase()}-{one.keyBits} · {beijing(one.notBefore).slice(0, 10)} –{' '}
            {beijing(one.notAfter).slice(0, 10)} · {say('签发者', 'issued by')}{' '}
            {one.issuer.commonName ?? one.issuer.organisation}
          </div>
          {limitWords(one).length > 0 && <div className="quiet">{limitWords(one).join(say('；', '; '))}</div>}
          <div className="hash quiet">SHA-256 {one.fingerprint}</div>
        </li>
      ))}
    </ul>
  )
}
