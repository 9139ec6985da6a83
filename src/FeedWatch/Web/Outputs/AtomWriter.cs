using System.Text;
using System.Xml;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Outputs;

/// <summary>Atom (RFC 4287).</summary>
public static class AtomWriter
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    public static byte[] Write(HitFeed feed)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, HitFeed.Language);
            xml.WriteElementString("id", Namespace, feed.Id);
            xml.WriteElementString("title", Namespace, HitFeed.Clean(feed.Title));
            xml.WriteElementString("updated", Namespace, Words.Iso(feed.Updated));
            Link(xml, "self", feed.Self, "application/atom+xml");
            Link(xml, "alternate", feed.Home, "text/html");
            if (feed.Next is { } next)
            {
                Link(xml, "next", next, "application/atom+xml");
            }

            xml.WriteElementString("generator", Namespace, HitFeed.Generator);
            foreach (var hit in feed.Hits)
            {
                xml.WriteStartElement("entry", Namespace);
                xml.WriteElementString("id", Namespace, HitEntryId.Of(hit));
                xml.WriteStartElement("title", Namespace);
                xml.WriteAttributeString("xml", "lang", null, HitFeed.LanguageOf(hit) ?? string.Empty);
                xml.WriteString(HitFeed.Clean(Excerpt.Title(hit.Title, hit.Link)));
                xml.WriteEndElement();
                xml.WriteElementString("updated", Namespace, Words.Iso(hit.Hit.FoundAt));
                if (hit.Published is { } published)
                {
                    xml.WriteElementString("published", Namespace, Words.Iso(published));
                }

                xml.WriteStartElement("author", Namespace);
                xml.WriteElementString("name", Namespace, HitFeed.Clean(WebAddress.Hidden(hit.Feed)));
                xml.WriteEndElement();
                Link(xml, "alternate", SafeLink.Parse(hit.Link)?.Url ?? feed.Page(hit), "text/html");
                Link(xml, "related", feed.Page(hit), "text/html");
                xml.WriteStartElement("category", Namespace);
                xml.WriteAttributeString("term", HitFeed.Clean(hit.Hit.Topic));
                xml.WriteAttributeString("label", HitFeed.Clean(hit.Hit.TopicName));
                xml.WriteEndElement();
                xml.WriteElementString("summary", Namespace, HitFeed.Clean(HitFeed.Summary(hit)));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Link(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }
}
