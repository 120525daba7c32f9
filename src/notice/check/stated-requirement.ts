import { phrase } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const ANSWERED = phrase(
  '\\p{L}{0,15}(tietojen|tietojesi) (antaminen|luovuttaminen|toimittaminen|ilmoittaminen)…(edellyty|edellytt|vaatimu|vaadi|välttämät|pakolli|vapaaehto|lakisäät|sopimuks|tarpee|velvolli)~',
  '(jos|mikäli|ellet|ellei) …(anna|antaisi|luovuta|ilmoita|toimita)~…(emme|ei|voi)',
  'ilman (näitä|tarvittavia|välttämättömiä|pakollisia|henkilö|kyseisiä|yhteys)~ ?(tietoja|henkilötietoja)?…(emme|ei)(?!\\p{L})',
  '(pakollis|vapaaehtois)~ (antaa|ilmoittaa|luovuttaa)',
  '(sinun|asiakkaan) (on|tulee|täytyy) (annettava|antaa|ilmoittaa)…(tie|nime)~…(sopimu|tilau|lain|laki)~',
  '(lämna|lämnande|lämnandet|tillhandahålla|tillhandahållande|tillhandahållandet|uppge|ge)(?!\\p{L})…uppgift~…(krav|kräv|nödvändig|frivillig|villkor|förutsättning|obligatorisk|skyldig)~',
  '(om du|om kunden|utan)…(inte (lämnar|uppger|ger)|uppgift~)…(kan vi inte|inte)',
  '(provid|giv|suppl)(e|ing|ision|ying)(?!\\p{L})…(data|information|details|name|address)~?…(requir|necessary|voluntar|optional|obliged|mandatory|obligat|need)~',
  "(if you|unless you) (do not|don['’]t|fail to)? ?(provide|give|supply)…(cannot|can['’]t|may not|not be able|unable)",
  'without (this|these|the|your|such) …(data|information|details)…(cannot|not|unable)',
  '(required|obliged|necessary) to (provide|give|supply)',
  '(need|have|must)( to)? (provide|give|supply)…(otherwise|cannot|order|contract)',
  // "Ilman suostumusta emme…" speaks of consent, "ilman niitä emme voi…" of the data just named.
  'ilman (?!suostum|lupa|perust)(\\p{L}{1,30} ){0,2}(niitä|näitä|tie|nime|osoit|yhteystie|puhelin|sähköposti|postiosoi|laskutustie)~…(emme|ei)(?!\\p{L})…(voi|voida|pysty)~',
  '(emme|ei)(?!\\p{L})…(voi|voida|pysty)~…ilman (?!suostum|lupa|perust)(\\p{L}{1,30} ){0,2}(niitä|näitä|tie|nime|osoit|yhteystie|puhelin|sähköposti)~',
  '(nimi|osoite|tiedot|yhteystiedot|puhelinnumero|sähköpostiosoite)(?!\\p{L})…(tarvitaan|tarvitsemme|vaaditaan|edellytetään|ovat edellyty|on edellyty|ovat tarpeen|ovat välttämät)~…(sopim|tila|toimit|osto|laskut|palvelu|asiakk)~',
  '(muut|muiden|loput|muu)(?!\\p{L})…vapaaehto~',
  'utan (?!samtyck|lov|stöd)(\\p{L}{1,30} ){0,2}(dem|dessa|namn|adress|uppgift|telefon|e-post|kontaktuppgift)~…(kan vi inte|kan vi ej|går det inte|kan inte)',
  '(kan inte|kan vi inte)…utan (?!samtyck|lov|stöd)(\\p{L}{1,30} ){0,2}(dem|dessa|namn|adress|uppgift|telefon|e-post|kontaktuppgift)~',
  '(namn|adress|uppgift|telefonnummer|e-post)~…(behövs|krävs|är nödvändig|är en förutsättning|är ett villkor|fordras)~…(avtal|beställ|lever|köp|faktur|kund)~',
  '(övriga|andra|resten)(?!\\p{L})…frivillig~',
  '(frivilligt|obligatoriskt) att (lämna|uppge|ge)',
  '(cannot|can not|can.t|not able|unable|may not)(?!\\p{L})…without (them|these|(an? |the |your |this |that |such )?(\\p{L}{1,20} )?(name|address|data|information|detail|number))',
  'without (them|these|(an? |the |your )?(\\p{L}{1,20} )?(name|address|data|information|detail|number)~)…(cannot|can not|can.t|unable|not able|not be able)',
  '(name|address|data|information|details|number)(?!\\p{L})…(is|are) (needed|required)(?!\\p{L})…(contract|order|deliver|ship|invoice|purchas|account|agreement)~',
  '(everything else|all else|other|others|the rest)(?!\\p{L})…(voluntary|optional)',
);

/** Whether giving the data is required, and what follows if not (Art. 13(2)(e)): under its heading or in passing. */
export function requirementAnswered(notice: PublishedNotice): boolean {
  if (notice.leavesOpen('requirement')) return false;
  return notice.isFilled('requirement') || ANSWERED.test(notice.body);
}
