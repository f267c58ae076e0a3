package storetest

import (
	"context"
	"maps"

	"github.com/alleys-eu/alleys/corpus"
)

// call is one call of a method that takes a context.
type call func(context.Context) error

// calls holds one call of each method that takes a context, by name.
func calls(s corpus.Store) map[string]call {
	all := map[string]call{}
	for _, some := range []map[string]call{sourceCalls(s), articleCalls(s), analysisCalls(s), cardCalls(s), accountCalls(s), ledgerCalls(s)} {
		maps.Copy(all, some)
	}
	return all
}

// only drops the value of a call.
func only(_ any, err error) error { return err }

func sourceCalls(s corpus.Store) map[string]call {
	return map[string]call{
		"AddSource":    func(ctx context.Context) error { return s.AddSource(ctx, source("https://x")) },
		"UpdateSource": func(ctx context.Context) error { return s.UpdateSource(ctx, source("https://x")) },
		"PutHealth":    func(ctx context.Context) error { return s.PutHealth(ctx, "x", corpus.Health{}) },
		"Source":       func(ctx context.Context) error { return only(s.Source(ctx, "x")) },
		"Sources":      func(ctx context.Context) error { return only(s.Sources(ctx)) },
		"DueSources":   func(ctx context.Context) error { return only(s.DueSources(ctx, noon, 0)) },
		"RemoveSource": func(ctx context.Context) error { return s.RemoveSource(ctx, "x") },
		"SourceDays":   func(ctx context.Context) error { return only(s.SourceDays(ctx, "x", noon)) },
		"TextLengths":  func(ctx context.Context) error { return only(s.TextLengths(ctx, "x", 3)) },
	}
}

func articleCalls(s corpus.Store) map[string]call {
	return map[string]call{
		"PutArticle":       func(ctx context.Context) error { return only(s.PutArticle(ctx, article("new"))) },
		"Article":          func(ctx context.Context) error { return only(s.Article(ctx, "a")) },
		"ArticlesByID":     func(ctx context.Context) error { return only(s.ArticlesByID(ctx, []string{"a"})) },
		"Articles":         func(ctx context.Context) error { return only(s.Articles(ctx, corpus.ArticleFilter{})) },
		"ArticleVersions":  func(ctx context.Context) error { return only(s.ArticleVersions(ctx, "a")) },
		"ArticleKnown":     func(ctx context.Context) error { return only(s.ArticleKnown(ctx, []string{"a"})) },
		"ArticleByContent": func(ctx context.Context) error { return only(s.ArticleByContent(ctx, "h")) },
		"NearArticles":     func(ctx context.Context) error { return only(s.NearArticles(ctx, []uint64{1})) },
		"PutBands":         func(ctx context.Context) error { return s.PutBands(ctx, "a", []uint64{1}) },
		"ClusterArticles":  func(ctx context.Context) error { return only(s.ClusterArticles(ctx, []string{"a"})) },
		"SetCluster":       func(ctx context.Context) error { return s.SetCluster(ctx, []string{"a"}, "b") },
		"AddAlias":         func(ctx context.Context) error { return s.AddAlias(ctx, "https://y", "a") },
		"CountArticles":    func(ctx context.Context) error { return only(s.CountArticles(ctx)) },
		"ForgetArticle":    func(ctx context.Context) error { return s.ForgetArticle(ctx, "a") },
		"Forgotten":        func(ctx context.Context) error { return only(s.Forgotten(ctx)) },
		"ClearForgotten":   func(ctx context.Context) error { return s.ClearForgotten(ctx, []string{"a"}) },
	}
}

func analysisCalls(s corpus.Store) map[string]call {
	return map[string]call{
		"PutAnalysis":   func(ctx context.Context) error { return s.PutAnalysis(ctx, analysis("a")) },
		"PutAnalyses":   func(ctx context.Context) error { return s.PutAnalyses(ctx, []*corpus.Analysis{analysis("a")}) },
		"Analysis":      func(ctx context.Context) error { return only(s.Analysis(ctx, "a")) },
		"AnalysesByID":  func(ctx context.Context) error { return only(s.AnalysesByID(ctx, []string{"a"})) },
		"Claims":        func(ctx context.Context) error { return only(s.Claims(ctx, corpus.ClaimFilter{})) },
		"Claim":         func(ctx context.Context) error { return only(s.Claim(ctx, "c")) },
		"ClaimArticles": func(ctx context.Context) error { return only(s.ClaimArticles(ctx, "c")) },
		"Meta":          func(ctx context.Context) error { return only(s.Meta(ctx, "m")) },
		"SetMeta":       func(ctx context.Context) error { return s.SetMeta(ctx, "m", "v") },
	}
}

func cardCalls(s corpus.Store) map[string]call {
	return map[string]call{
		"PutCard":     func(ctx context.Context) error { return only(s.PutCard(ctx, card("c", "en"), 0)) },
		"Card":        func(ctx context.Context) error { return only(s.Card(ctx, "c", "en")) },
		"Cards":       func(ctx context.Context) error { return only(s.Cards(ctx, corpus.CardFilter{})) },
		"CardHistory": func(ctx context.Context) error { return only(s.CardHistory(ctx, "c", "en")) },
		"PutVote": func(ctx context.Context) error {
			return s.PutVote(ctx, corpus.Vote{ClaimID: "c", CardID: "x", Voter: "v"})
		},
		"RemoveVote": func(ctx context.Context) error { return s.RemoveVote(ctx, "c", "x", "v") },
		"Votes":      func(ctx context.Context) error { return only(s.Votes(ctx, "c")) },
	}
}

func accountCalls(s corpus.Store) map[string]call {
	return map[string]call{
		"Account":          func(ctx context.Context) error { return only(s.Account(ctx, "ana")) },
		"Accounts":         func(ctx context.Context) error { return only(s.Accounts(ctx)) },
		"UpdateAccount":    func(ctx context.Context) error { return s.UpdateAccount(ctx, account("ana")) },
		"PutInvitation":    func(ctx context.Context) error { return s.PutInvitation(ctx, invite("h", "ana")) },
		"Invitation":       func(ctx context.Context) error { return only(s.Invitation(ctx, "h", noon)) },
		"AcceptInvitation": func(ctx context.Context) error { return s.AcceptInvitation(ctx, "h", noon, account("ana")) },
		"AddSession":       func(ctx context.Context) error { return s.AddSession(ctx, session("s", "ana")) },
		"SessionAccount":   func(ctx context.Context) error { return only(s.SessionAccount(ctx, "s", noon)) },
		"RemoveSession":    func(ctx context.Context) error { return s.RemoveSession(ctx, "s") },
	}
}

func ledgerCalls(s corpus.Store) map[string]call {
	return map[string]call{
		"ClaimWork":   func(ctx context.Context) error { return only(s.ClaimWork(ctx, analyze, 1, noon, lease)) },
		"SettleWork":  func(ctx context.Context) error { return s.SettleWork(ctx, analyze, []corpus.Outcome{{ArticleID: "a"}}) },
		"ReturnWork":  func(ctx context.Context) error { return s.ReturnWork(ctx, analyze, []corpus.Lease{{ArticleID: "a"}}) },
		"PendingWork": func(ctx context.Context) error { return only(s.PendingWork(ctx, analyze)) },
		"ReleaseWork": func(ctx context.Context) error { return s.ReleaseWork(ctx) },
		"ResetWork":   func(ctx context.Context) error { return s.ResetWork(ctx, "analyze") },
		"Quarantine":  func(ctx context.Context) error { return only(s.Quarantine(ctx, "")) },
	}
}
