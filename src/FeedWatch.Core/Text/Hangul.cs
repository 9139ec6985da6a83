namespace FeedWatch.Core.Text;

/// <summary>
/// Korean is matched without word boundaries, so that particles and compounds do not hide a word. Two syllables may then belong to
/// two neighbours: <c>한국방송</c> (Korea, broadcasting) holds the letters of <c>국방</c> (defence) by accident.
/// </summary>
internal static class Hangul
{
    internal static bool Is(char c) => c is >= '\uAC00' and <= '\uD7A3';

    /// <summary>Whether the two syllables at <paramref name="start"/> are the end of one common word and the beginning of the next.</summary>
    internal static bool IsTorn(ReadOnlySpan<char> text, int start)
    {
        if (start < 1 || start + 2 >= text.Length)
            return false;
        var words = CommonWords.GetAlternateLookup<ReadOnlySpan<char>>();
        return words.Contains(text.Slice(start - 1, 2)) && words.Contains(text.Slice(start + 1, 2));
    }

    /// <summary>Syllables of the longest particle.</summary>
    internal const int LongestParticle = 2;

    /// <summary>Whether it is what Korean puts behind a word to say its part in the sentence: <c>를</c>, <c>에서</c>.</summary>
    internal static bool IsParticle(ReadOnlySpan<char> syllables) => Particles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(syllables);

    private static readonly HashSet<string> Particles = new(
        "을 를 이 가 은 는 의 에 와 과 도 로 만 나 들 으로 에서 에게 까지 부터 이나 하고 들의 들이 들을 들은 에는 에도 와의 과의".Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> CommonWords = new((
        "한국 미국 중국 영국 태국 북한 남한 일본 독일 러시 유럽 전국 외국 각국 양국 조국 국가 국민 국제 국회 국내 국외 국장 방송 방문 방향 방법 방역 방식 방침 방위 방산 방어 방안 " +
        "정부 정책 정치 정상 정보 대통 대표 대회 대학 대책 대응 회의 회담 회사 회장 사회 사업 사람 사건 사고 사실 사용 사진 경제 경찰 경기 경영 경쟁 기업 기술 기자 기관 기준 기간 " +
        "시장 시간 시민 시작 지역 지원 지난 지금 관련 관계 관리 관광 문제 문화 교육 교통 환경 안전 안보 전략 전쟁 전문 전체 산업 생산 생활 선거 선수 연구 연합 협력 협상 협의 협회 합의 " +
        "수출 수입 수사 수도 무역 무기 군사 군인 공군 해군 육군 공개 공사 공격 공동 개발 개최 계획 계약 보고 보도 보호 발표 발전 방문 병원 부장 부품 장관 장비 조사 조선 조직 " +
        "주민 주요 주장 증가 참가 참여 체계 체제 추진 통신 통일 투자 특별 평가 평화 학교 학생 행사 행정 혁신 현재 현장 확대 후보 서울 부산 인천 오늘 어제 내일 올해 작년").Split(' '), StringComparer.Ordinal);
}
